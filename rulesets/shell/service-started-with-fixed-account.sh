#!/bin/sh
# ruleid: service-started-with-fixed-account
busybox telnetd -p 9023 -u "fieldsvc:$(fw_printenv -n tag)"

# ruleid: service-started-with-fixed-account
/usr/sbin/utelnetd --login maint:Wq7xx -p 2323

# ruleid: service-started-with-fixed-account
ttyd -p 7681 -c "field:$(fw_id)" login

# ruleid: service-started-with-fixed-account
acct="helpdesk:Lm33.a"
start_net
telnetd -u "$acct" &

# ok: service-started-with-fixed-account
telnetd -l /bin/login -i br0 &

# ok: service-started-with-fixed-account
httpd -u www-data:www-data -p 80 -h /www

# ok: service-started-with-fixed-account
dropbear -p 192.0.2.1:22 -r /etc/key

# ok: service-started-with-fixed-account
mini_httpd -u nobody -d /www

# ok: service-started-with-fixed-account
echo "telnetd -u name:secret"
