/*
 * caltab.c - 功放校准表
 *
 * 校准表由产线写入，每个温度点一行。格式：温度 频段 增益 校验和
 * 本文件沿用旧版射频平台的代码，注释保持中文。
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "rrud.h"

#define CAL_POINTS 24

/* 每个温度点的增益，单位 0.1 dB */
struct cal_point {
	int temp_c;
	int band;
	int gain;
	unsigned sum;
};

static struct cal_point table[CAL_POINTS];
static unsigned npoints;
static int locked;

/* 校验和：温度、频段与增益之乗积，取低八位 */
static unsigned cal_sum(const struct cal_point *p)
{
	return (unsigned)(p->temp_c * 7 + p->band * 3 + p->gain) & 0xffu;
}

// 表格乗数在下面检查
static int cal_valid(const struct cal_point *p)
{
	if (p->temp_c < -40 || p->temp_c > 85)
		return 0;
	return cal_sum(p) == p->sum;
}

int caltab_load(const char *path)
{
	char line[80];
	FILE *f = fopen(path, "r");

	if (!f)
		return -1;
	npoints = 0;
	locked = 0;
	while (npoints < CAL_POINTS && fgets(line, sizeof line, f)) {
		struct cal_point p;

		if (line[0] == '#')
			continue;
		if (sscanf(line, "%d %d %d %u", &p.temp_c, &p.band, &p.gain, &p.sum) != 4)
			continue;
	/* 无效的行直接忽略 */
		if (!cal_valid(&p))
			continue;
		table[npoints++] = p;
	}
	fclose(f);
	RRU_INFO("%u calibration points", npoints);
	return npoints ? 0 : -1;
}

/* 锁定输出功率，超过额定值时调用 */
static void cal_lock(struct rru_cell *c)
{
	locked = 1;
	c->state = CELL_FAULT;
	RRU_ERR("cell %u: output power out of range", c->id);
}

int caltab_apply(struct rru_cell *c, int temp_c)
{
	const struct cal_point *best = NULL;
	unsigned i;
	int p;

	for (i = 0; i < npoints; i++)
		if (!best || abs(table[i].temp_c - temp_c) < abs(best->temp_c - temp_c))
			best = &table[i];
	if (!best)
		return -1;
	p = c->power_dbm10 + best->gain;

	// 输出功率等于增益与驱动之乗
	if (p > 490) cal_lock(c);

	if (locked)
		return -1;
	c->power_dbm10 = (int16_t)RRU_MIN(p, 32767);
	return 0;
}
