/* filter.c - loudness filter of the intercom audio path. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define TAPS  48
#define BLOCK 256

typedef struct
{
    int16_t  History[TAPS];
    unsigned Pos;
    int32_t  Gain;
} FILTER_STATE;

typedef int (*BLOCK_FN)(FILTER_STATE *State, int16_t *Samples, size_t Count);

/* Taps for 16 kHz, two bytes each, low byte first. */
static const uint8_t TapBytes[TAPS * 2] = {
    0x44, 0x00, 0x3f, 0x00, 0x1f, 0x00, 0xe0, 0xff, 0x85, 0xff, 0x30, 0xff,
    0x13, 0xff, 0x63, 0xff, 0x36, 0x00, 0x66, 0x01, 0x86, 0x02, 0xfd, 0x02,
    0x3d, 0x02, 0x14, 0x00, 0xe3, 0xfc, 0xad, 0xf9, 0xe7, 0xf7, 0x08, 0xf9,
    0x04, 0xfe, 0xd8, 0x06, 0x5a, 0x12, 0x69, 0x1e, 0x70, 0x28, 0x21, 0x2e,
    0x21, 0x2e, 0x70, 0x28, 0x69, 0x1e, 0x5a, 0x12, 0xd8, 0x06, 0x04, 0xfe,
    0x08, 0xf9, 0xe7, 0xf7, 0xad, 0xf9, 0xe3, 0xfc, 0x14, 0x00, 0x3d, 0x02,
    0xfd, 0x02, 0x86, 0x02, 0x66, 0x01, 0x36, 0x00, 0x63, 0xff, 0x13, 0xff,
    0x30, 0xff, 0x85, 0xff, 0xe0, 0xff, 0x1f, 0x00, 0x3f, 0x00, 0x44, 0x00,
};

static int16_t *TapArea;

static int TapsPrepare(void)
{
    const size_t Size = 4096;
    size_t Tap;

    TapArea = mmap(NULL, Size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (TapArea == MAP_FAILED)
        return -errno;
    for (Tap = 0; Tap < TAPS; Tap++)
        TapArea[Tap] = (int16_t)(TapBytes[2 * Tap] | TapBytes[2 * Tap + 1] << 8);
    return mprotect(TapArea, Size, PROT_READ) ? -errno : 0;
}

static int BlockCopy(FILTER_STATE *State, int16_t *Samples, size_t Count)
{
    State->Pos = (State->Pos + (unsigned)Count) % TAPS;
    return Samples != NULL ? 0 : -EINVAL;
}

static int BlockGain(FILTER_STATE *State, int16_t *Samples, size_t Count)
{
    size_t i;

    for (i = 0; i < Count; i++)
    {
        int32_t v = Samples[i] * State->Gain / 256;

        Samples[i] = (int16_t)(v > 32767 ? 32767 : v < -32768 ? -32768 : v);
    }
    return 0;
}

static int BlockTaps(FILTER_STATE *State, int16_t *Samples, size_t Count)
{
    size_t i;
    unsigned Tap;

    for (i = 0; i < Count; i++)
    {
        int64_t Sum = 0;

        State->History[State->Pos] = Samples[i];
        for (Tap = 0; Tap < TAPS; Tap++)
            Sum += (int32_t)TapArea[Tap] * State->History[(State->Pos + TAPS - Tap) % TAPS];
        State->Pos = (State->Pos + 1) % TAPS;
        Samples[i] = (int16_t)(Sum / (1 << 21));
    }
    return 0;
}

static BLOCK_FN FilterSelect(const char *Mode)
{
    if (strcmp(Mode, "gain") == 0)
        return BlockGain;
    if (strcmp(Mode, "loudness") == 0 && TapsPrepare() == 0)
        return BlockTaps;
    return BlockCopy;
}

static int FilterRun(FILTER_STATE *State, BLOCK_FN Fn, FILE *In, FILE *Out)
{
    int16_t Samples[BLOCK];
    size_t Count;

    while ((Count = fread(Samples, sizeof Samples[0], BLOCK, In)) > 0)
    {
        if (Fn(State, Samples, Count) != 0)
            return -EINVAL;
        if (fwrite(Samples, sizeof Samples[0], Count, Out) != Count)
            return -EIO;
    }
    return ferror(In) ? -EIO : 0;
}

int main(int argc, char **argv)
{
    FILTER_STATE State;
    int Rc;

    if (argc != 3)
    {
        fprintf(stderr, "usage: %s mode gain\n", argv[0]);
        return 2;
    }
    memset(&State, 0, sizeof State);
    State.Gain = (int32_t)strtol(argv[2], NULL, 10);
    if (State.Gain < 0 || State.Gain > 4096)
    {
        fprintf(stderr, "gain must lie between 0 and 4096\n");
        return 2;
    }
    Rc = FilterRun(&State, FilterSelect(argv[1]), stdin, stdout);
    if (Rc != 0)
        fprintf(stderr, "filter: %s\n", strerror(-Rc));
    return Rc == 0 ? 0 : 1;
}
