struct option_bytes { int RDPLevel; };
struct chip { unsigned APPROTECT; unsigned debug_ctrl; };

void after_update(struct option_bytes *ob, struct chip *uicr)
{
    // ruleid: hardware-debug-port-opened
    ob->RDPLevel = OB_RDP_LEVEL_0;
    // ruleid: hardware-debug-port-opened
    uicr->APPROTECT = 0x5A;
    // ruleid: hardware-debug-port-opened
    soc_jtag_enable(1);
    // ruleid: hardware-debug-port-opened
    FLASH_ReadOutProtection(DISABLE);
    // ruleid: hardware-debug-port-opened
    writel(0x1, base + DBG_AUTH_UNLOCK);
    // ruleid: hardware-debug-port-opened
    unlock_debug_port();
}

void at_start(struct option_bytes *ob, struct chip *uicr)
{
    // ok: hardware-debug-port-opened
    ob->RDPLevel = OB_RDP_LEVEL_1;
    // ok: hardware-debug-port-opened
    uicr->APPROTECT = 0x00;
    // ok: hardware-debug-port-opened
    soc_jtag_disable();
    // ok: hardware-debug-port-opened
    FLASH_ReadOutProtection(ENABLE);
    // ok: hardware-debug-port-opened
    if (soc_jtag_enabled())
        uart_enable(1);
}
