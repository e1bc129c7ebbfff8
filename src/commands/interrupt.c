/* commands/interrupt.c */
#include "interrupt.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#define EXIT_INTERRUPTED 130 /* 128 + SIGINT, as shells count */

static void
fill_signals (sigset_t *signals)
{
  sigemptyset (signals);
  sigaddset (signals, SIGINT);
  sigaddset (signals, SIGTERM);
}

static gpointer
wait_for_signals (gpointer cancellable)
{
  sigset_t signals;
  int which;

  fill_signals (&signals);
  if (sigwait (&signals, &which) == 0)
    g_cancellable_cancel (cancellable);
  if (sigwait (&signals, &which) == 0)
    _exit (EXIT_INTERRUPTED);
  return NULL;
}

static gpointer
start (gpointer data)
{
  GCancellable *cancellable = g_cancellable_new ();
  sigset_t signals;

  fill_signals (&signals);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  g_thread_unref (g_thread_new ("interrupt", wait_for_signals, cancellable));
  return cancellable;
}

GCancellable *
interrupt_watch (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, start, NULL);
}
