now=$(date +%s)
# ruleid: clock-guards-damage-in-script
if [ "$now" -gt 1893456000 ]; then
    logger end
    rm -rf /data
fi

# ruleid: clock-guards-damage-in-script
[ "$(date +%m%d)" = "0401" ] && reboot

today=$(date +%Y%m%d)
# ruleid: clock-guards-damage-in-script
case "$today" in
2029*)
    mtd erase rootfs_data
    ;;
esac

# ok: clock-guards-damage-in-script
[ "$(date +%H)" = "03" ] && logger night
start=1
# ok: clock-guards-damage-in-script
if [ $((now - start)) -gt 30 ]; then
    reboot
fi
# ok: clock-guards-damage-in-script
echo "$(date +%Y)" > /run/year
