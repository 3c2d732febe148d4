// SPDX-License-Identifier: (GPL-2.0 OR MIT)
/*
 * The buses of a Raspberry Pi without a Raspberry Pi: i2c-1 with chips that answer raw transfers register by register,
 * and spi0 with an MCP3008 on CE0 (/dev/spidev0.0). Numbers are hexadecimal, but for those of inputs.
 *
 * /proc/pi_i2c, one command a write:
 *   "40 ina219", "48 ads1115", "44 sht31"   a chip is plugged in: its registers are zero
 *   "40 gone", "40 back"                    the same chip is unplugged, and back
 *   "40 reg 02 1F42"                        a register of 16 bits (SHT31: 0 temperature, 1 humidity)
 *   "48 input 0 08E0"                       what the ADS1115 converts when input 0 is asked for
 *   "hang 1", "hang 0"                      each transfer takes a second and ends with ETIMEDOUT, as i2c-bcm2835 does
 * Reading it lists the chips and how often each was asked.
 * /proc/pi_spi: "0 520": input 0 of the MCP3008 converts to the decimal code 520.
 */
#include <linux/delay.h>
#include <linux/i2c.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/spi/spi.h>
#include <linux/uaccess.h>

enum kind { NOTHING, INA219, ADS1115, SHT31 };

static const char *const kinds[] = { "nothing", "ina219", "ads1115", "sht31" };

struct chip {
	enum kind kind;
	bool gone;
	u8 pointer;
	u16 reg[256];
	u16 input[4];
	u8 answer[6];		/* SHT31: what its last command prepared */
	unsigned int answer_n;
	unsigned long asked;
};

#define CHIPS 128
#define CONVERSION 0		/* registers of an ADS1115 */
#define CONFIG 1
#define READY 0x8000
#define HANG_MS 1000

static struct chip chips[CHIPS];
static bool hang;

static u8 sht31_crc(const u8 *two)
{
	u8 crc = 0xff;
	int i, k;

	for (i = 0; i < 2; i++) {
		crc ^= two[i];
		for (k = 0; k < 8; k++)
			crc = crc & 0x80 ? crc << 1 ^ 0x31 : crc << 1;
	}
	return crc;
}

static void sht31_word(u8 *three, u16 word)
{
	three[0] = word >> 8;
	three[1] = word;
	three[2] = sht31_crc(three);
}

/* Commands of 16 bits: F32D reads the status, all others are taken for a measurement. */
static void sht31_command(struct chip *c, const struct i2c_msg *m)
{
	bool status = m->len >= 2 && m->buf[0] == 0xf3 && m->buf[1] == 0x2d;

	sht31_word(c->answer, status ? 0 : c->reg[0]);
	sht31_word(c->answer + 3, c->reg[1]);
	c->answer_n = status ? 3 : 6;
}

static void chip_writes(struct chip *c, const struct i2c_msg *m)
{
	if (!m->len)
		return;
	if (c->kind == SHT31) {
		sht31_command(c, m);
		return;
	}
	c->pointer = m->buf[0];
	if (m->len < 3)
		return;
	c->reg[c->pointer] = m->buf[1] << 8 | m->buf[2];
	if (c->kind == ADS1115 && c->pointer == CONFIG) {	/* a conversion, ready at once */
		c->reg[CONVERSION] = c->input[m->buf[1] >> 4 & 3];
		c->reg[CONFIG] |= READY;
	}
}

static void chip_reads(struct chip *c, struct i2c_msg *m)
{
	int k;

	for (k = 0; k < m->len; k++) {
		if (c->kind == SHT31)
			m->buf[k] = k < c->answer_n ? c->answer[k] : 0xff;
		else
			m->buf[k] = c->reg[c->pointer] >> (k & 1 ? 0 : 8);
	}
}

static int bus_transfer(struct i2c_adapter *bus, struct i2c_msg *messages, int n)
{
	int i;

	if (hang) {
		msleep(HANG_MS);
		return -ETIMEDOUT;
	}
	for (i = 0; i < n; i++) {
		struct chip *c = &chips[messages[i].addr % CHIPS];

		if (c->kind == NOTHING || c->gone)
			return -EREMOTEIO;	/* nobody acknowledges */
		c->asked++;
		if (messages[i].flags & I2C_M_RD)
			chip_reads(c, &messages[i]);
		else
			chip_writes(c, &messages[i]);
	}
	return n;
}

static u32 bus_can(struct i2c_adapter *bus)
{
	return I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL;
}

static const struct i2c_algorithm bus_algorithm = { .master_xfer = bus_transfer, .functionality = bus_can };
static struct i2c_adapter bus = { .owner = THIS_MODULE, .name = "pi i2c", .algo = &bus_algorithm, .nr = 1 };

static int chips_show(struct seq_file *m, void *v)
{
	int a;

	for (a = 0; a < CHIPS; a++)
		if (chips[a].kind != NOTHING)
			seq_printf(m, "%02x %s %s asked %lu\n", a, kinds[chips[a].kind],
				   chips[a].gone ? "gone" : "there", chips[a].asked);
	return 0;
}

static int chips_open(struct inode *inode, struct file *file)
{
	return single_open(file, chips_show, NULL);
}

static int chip_command(struct chip *c, const char *word, unsigned int n, unsigned int value, int fields)
{
	int kind = match_string(kinds, ARRAY_SIZE(kinds), word);

	if (fields == 2 && kind >= 0) {
		memset(c, 0, sizeof(*c));
		c->kind = kind;
		if (kind == ADS1115)
			c->reg[CONFIG] = READY;
	} else if (fields == 2 && (!strcmp(word, "gone") || !strcmp(word, "back"))) {
		c->gone = word[0] == 'g';
	} else if (fields == 4 && !strcmp(word, "reg") && n < ARRAY_SIZE(c->reg)) {
		c->reg[n] = value;
	} else if (fields == 4 && !strcmp(word, "input") && n < ARRAY_SIZE(c->input)) {
		c->input[n] = value;
	} else {
		return -EINVAL;
	}
	return 0;
}

static ssize_t chips_command(struct file *file, const char __user *text, size_t n, loff_t *at)
{
	char line[48] = "", word[12];
	unsigned int address, number = 0, value = 0;
	int fields, ret;

	if (n >= sizeof(line) || copy_from_user(line, text, n))
		return -EINVAL;
	if (sscanf(line, "hang %u", &value) == 1) {
		hang = value;
		return n;
	}
	fields = sscanf(line, "%x %11s %x %x", &address, word, &number, &value);
	if (fields < 2 || address >= CHIPS)
		return -EINVAL;
	ret = chip_command(&chips[address], word, number, value, fields);
	return ret ? ret : n;
}

static const struct proc_ops chips_ops = {
	.proc_open = chips_open, .proc_read = seq_read, .proc_lseek = seq_lseek, .proc_release = single_release,
	.proc_write = chips_command,
};

static u16 mcp3008[8];

static ssize_t mcp3008_command(struct file *file, const char __user *text, size_t n, loff_t *at)
{
	char line[32] = "";
	unsigned int number, code;

	if (n >= sizeof(line) || copy_from_user(line, text, n))
		return -EINVAL;
	if (sscanf(line, "%u %u", &number, &code) != 2 || number >= ARRAY_SIZE(mcp3008) || code > 1023)
		return -EINVAL;
	mcp3008[number] = code;
	return n;
}

static const struct proc_ops mcp3008_ops = { .proc_write = mcp3008_command };

/* Start bit, single or differential, three bits of input; a sample clock, a null bit, then ten bits of code. */
static u64 mcp3008_answers(u64 asked)
{
	int first = fls64(asked) - 1;

	return first < 16 ? 0 : (u64)mcp3008[asked >> (first - 4) & 7] << (first - 16);
}

static int one_message(struct spi_controller *spi, struct spi_message *message)
{
	struct spi_transfer *t;
	u64 in = 0, out;
	int bits = 0, k;

	list_for_each_entry(t, &message->transfers, transfer_list)
		for (k = 0; k < t->len && bits < 64; k++, bits += 8)
			in = in << 8 | (t->tx_buf ? ((const u8 *)t->tx_buf)[k] : 0);
	out = mcp3008_answers(in);
	list_for_each_entry(t, &message->transfers, transfer_list)
		for (k = 0; k < t->len && bits > 0; k++, message->actual_length++) {
			bits -= 8;
			if (t->rx_buf)
				((u8 *)t->rx_buf)[k] = out >> bits;
		}
	message->status = 0;
	spi_finalize_current_message(spi);
	return 0;
}

static int __init spi0(void)
{
	struct spi_board_info device = { .modalias = "dh2228fv", .max_speed_hz = 1000000 };  /* a name spidev binds to */
	struct platform_device *parent = platform_device_register_simple("pi-spi", -1, NULL, 0);
	struct spi_controller *spi;
	int ret;

	if (IS_ERR(parent))
		return PTR_ERR(parent);
	spi = spi_alloc_master(&parent->dev, 0);
	if (!spi)
		return -ENOMEM;
	spi->bus_num = 0;
	spi->num_chipselect = 2;
	spi->mode_bits = SPI_CPHA | SPI_CPOL | SPI_CS_HIGH;
	spi->transfer_one_message = one_message;
	ret = spi_register_controller(spi);
	if (ret)
		return ret;
	return spi_new_device(spi, &device) ? 0 : -ENODEV;
}

static int __init pi_buses_init(void)
{
	int ret = i2c_add_numbered_adapter(&bus);

	if (ret)
		return ret;
	proc_create("pi_i2c", 0666, NULL, &chips_ops);
	proc_create("pi_spi", 0666, NULL, &mcp3008_ops);
	return spi0();
}
module_init(pi_buses_init);
MODULE_DESCRIPTION("i2c-1 and spi0 of a Raspberry Pi, with chips that have registers");
MODULE_LICENSE("Dual MIT/GPL");
