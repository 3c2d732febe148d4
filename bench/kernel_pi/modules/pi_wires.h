/* SPDX-License-Identifier: (GPL-2.0 OR MIT) */
/*
 * What a test bench needs of the kernel's gpio-sim; included by its copy, see patches.py.
 *
 * /proc/pi_wires: a logic analyzer. "NANOSECONDS LINE KIND LEVEL" for each thing that happened to a line: `o` made an
 * output, `s` set, `i` made an input, `f` freed, `k` freed but kept as it was, `p` pulled from outside. LEVEL is that of
 * the wire (of the pull for `p`). The first row says how many entries were lost. Writing anything empties it.
 *
 * held: a bit for each line whose outside is stronger than the program's pull resistor. Writing to a line's `pull` file
 * sets it: a contact, a float or 10 k beat the Pi's own 50 k.
 *
 * keep_outputs: 1 is what the kernel of Raspberry Pi OS does without dtparam=strict_gpiod: an output whose program is
 * gone stays as it was.
 *
 * dht_line, dht_bits: a DHT22 on that line (-1: none) with those 40 bits, the first one highest. Its levels are a
 * function of the time since the host let go of the wire: no second processor and no interrupt is needed.
 */
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/spinlock.h>

#define LOG_SIZE 65536

static struct {
	u64 ns;
	u8 line, level;
	char kind;
} wire_log[LOG_SIZE];
static unsigned int wire_log_n, wire_log_lost;
static DEFINE_SPINLOCK(wire_log_lock);

static ulong held;
module_param(held, ulong, 0644);
static bool keep_outputs;
module_param(keep_outputs, bool, 0644);
static int dht_line = -1;
module_param(dht_line, int, 0644);
static ulong dht_bits;
module_param(dht_bits, ulong, 0644);

#define DHT_START_NS 800000	/* the host holds the wire low for 1 ms; less is noise */
#define DHT_REPLY_NS 30000	/* then the chip answers: low, high, and 40 bits */
#define DHT_READY_NS 80000
#define DHT_GAP_NS 50000
#define DHT_ZERO_NS 27000
#define DHT_ONE_NS 70000

static u64 dht_low_since, dht_free_since;

static void dht_sees(unsigned int line, int level)
{
	u64 now = ktime_get_ns();

	if ((int)line != dht_line)
		return;
	if (!level) {
		dht_low_since = now;
		dht_free_since = 0;
	} else if (dht_low_since && now - dht_low_since > DHT_START_NS) {
		dht_free_since = now;
		dht_low_since = 0;
	}
}

/* Whether the span has already passed; else it is taken off the time that is left. */
static bool passed(u64 *left, u64 span)
{
	if (*left < span)
		return false;
	*left -= span;
	return true;
}

static int dht_level(void)
{
	u64 left = ktime_get_ns() - dht_free_since;
	int bit;

	if (!dht_free_since || !passed(&left, DHT_REPLY_NS))
		return 1;
	if (!passed(&left, DHT_READY_NS))
		return 0;
	if (!passed(&left, DHT_READY_NS))
		return 1;
	for (bit = 39; bit >= 0; bit--) {
		if (!passed(&left, DHT_GAP_NS))
			return 0;
		if (!passed(&left, dht_bits >> bit & 1 ? DHT_ONE_NS : DHT_ZERO_NS))
			return 1;
	}
	return left >= DHT_GAP_NS;
}

static void wire_note(unsigned int line, char kind, int level)
{
	unsigned long flags;

	if (kind != 'p')
		dht_sees(line, kind == 'i' || kind == 'f' ? 1 : level);
	spin_lock_irqsave(&wire_log_lock, flags);
	if (wire_log_n < LOG_SIZE) {
		wire_log[wire_log_n].ns = ktime_get_ns();
		wire_log[wire_log_n].line = line;
		wire_log[wire_log_n].kind = kind;
		wire_log[wire_log_n++].level = level;
	} else {
		wire_log_lost++;
	}
	spin_unlock_irqrestore(&wire_log_lock, flags);
}

static int wire_log_show(struct seq_file *m, void *v)
{
	unsigned int i;

	seq_printf(m, "lost %u\n", wire_log_lost);
	for (i = 0; i < wire_log_n; i++)
		seq_printf(m, "%llu %u %c %u\n", wire_log[i].ns, wire_log[i].line, wire_log[i].kind, wire_log[i].level);
	return 0;
}

static int wire_log_open(struct inode *inode, struct file *file)
{
	return single_open(file, wire_log_show, NULL);
}

static ssize_t wire_log_empty(struct file *file, const char __user *text, size_t n, loff_t *at)
{
	unsigned long flags;

	spin_lock_irqsave(&wire_log_lock, flags);
	wire_log_n = wire_log_lost = 0;
	spin_unlock_irqrestore(&wire_log_lock, flags);
	return n;
}

static const struct proc_ops wire_log_ops = {
	.proc_open = wire_log_open, .proc_read = seq_read, .proc_lseek = seq_lseek,
	.proc_release = single_release, .proc_write = wire_log_empty,
};
