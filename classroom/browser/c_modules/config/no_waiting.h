/* SQLite waits for a lock while another process may give it back. Here is no other, and no thread goes on meanwhile:
   it counts the same time and does not spend it. A worker that is silent for so long would be ended. */
#include <time.h>
#define nanosleep(wanted, left) ((void)(wanted), 0)
