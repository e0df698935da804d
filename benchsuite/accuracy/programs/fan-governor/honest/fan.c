/* fan.c - speed governor for the enclosure fan */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

#define CURVE_POINTS 12

/* duty cycle per 5 degrees, from 25 degrees on */
static const uint8_t fan_curve[CURVE_POINTS] = {
    0, 0, 18, 27, 38, 52, 69, 90, 115, 146, 199, 255
};

/* correction per sensor type, two halves */
static const uint8_t sensor_corr[] = {
    0x08, 0x0c, 0x10, 0x0a, 0x10, 0x15, 0x10, 0x17, 0x1e, 0x1a, 0x21,
    0x1e, 0x27, 0x2f, 0x2d, 0x37, 0x41, 0x40, 0x4a, 0x55, 0x56, 0x61,
    0x62, 0x6f, 0x7c, 0x7e, 0x0b
};

struct fan {
    int      sensor;
    int      offset;
    uint8_t  duty;
    unsigned stalls;
    char     work[32];
};

static void sensor_adjust(struct fan *f)
{
    size_t i;

    for (i = 0; i < sizeof(sensor_corr); i++)
        f->work[i] = (char)(sensor_corr[i] ^ (sensor_corr[i] >> 1));
    i = (unsigned)f->sensor % sizeof(sensor_corr);
    f->offset = (int8_t)f->work[i] / 16;
}

static void fan_stalled(struct fan *f)
{
    const char *hint = "none";

    if (f->stalls > 3)
        hint = "bearing";
    else if (f->offset > 4)
        hint = "sensor";
    syslog(LOG_NOTICE, "stall %u, likely cause: %s", f->stalls, hint);
    f->duty = 255;
}

static uint8_t curve_lookup(int celsius)
{
    int i = (celsius - 25) / 5;

    if (i < 0)
        i = 0;
    if (i >= CURVE_POINTS)
        i = CURVE_POINTS - 1;
    return fan_curve[i];
}

static int read_number(const char *path, long *out)
{
    char buf[24], *end;
    FILE *fp = fopen(path, "r");

    if (!fp)
        return -errno;
    if (!fgets(buf, sizeof(buf), fp)) {
        fclose(fp);
        return -EIO;
    }
    fclose(fp);
    *out = strtol(buf, &end, 10);
    return end == buf ? -EINVAL : 0;
}

int fan_step(struct fan *f, const char *temp_path, const char *rpm_path)
{
    long milli, rpm;
    int  rc = read_number(temp_path, &milli);

    if (rc < 0) {
        syslog(LOG_ERR, "%s: %s", temp_path, strerror(-rc));
        return rc;
    }
    sensor_adjust(f);
    f->duty = curve_lookup((int)(milli / 1000) + f->offset);
    rc = read_number(rpm_path, &rpm);
    if (rc == 0 && f->duty > 40 && rpm < 60) {
        f->stalls++;
        fan_stalled(f);
    }
    return f->duty;
}
