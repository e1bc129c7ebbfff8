/* commands/commands-table.h: every command once, COMMAND (name, function, summary), in the order of `saltline --help`.
 * Included by commands.c and commands-list.h, which say what COMMAND means; so it has no guard. */
COMMAND ("phantom", command_phantom, N_("draw a patch with known truth, as a photo or to print"))
COMMAND ("calibrate", command_calibrate, N_("a lot's curves from photos of bench standards"))
COMMAND ("fit", command_fit, N_("fit a model to a table of trials"))
COMMAND ("agree", command_agree, N_("compare two methods of measurement"))
COMMAND ("read", command_read, N_("photos of patches: how far the channel is filled, how much chloride"))
COMMAND ("heat", command_heat, N_("ISO 7933 predicted heat strain"))
COMMAND ("inspect", command_inspect, N_("what a file, folder or archive of events holds"))
COMMAND ("plan", command_plan, N_("the best products for the needs"))
COMMAND ("weigh", command_weigh, N_("whole-body sweating rate from two weighings"))
COMMAND ("athlete", command_athlete, N_("the roster: add, list, show, edit, delete, restore"))
COMMAND ("team", command_team, N_("teams: add, list, show, join, leave"))
COMMAND ("workspace", command_workspace, N_("the workspace file: create, check, verify, backup, demo"))
