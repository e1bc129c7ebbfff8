/* commands/commands-table.h: every command once, COMMAND (name, function, summary), in the order of `saltline --help`.
 * Included by commands.c and commands-list.h, which say what COMMAND means; so it has no guard. */
