#!/bin/sh
# Starts the distribution's nginx with one page, on the port and in the folder that the pipeline gives.
set -eu
port=$1 data=$2
mkdir -p "$data/www"
printf 'the catalogue\n' > "$data/www/catalogue"
printf 'ok\n' > "$data/www/health"
cat > "$data/nginx.conf" <<EOF
daemon off; master_process off; pid $data/nginx.pid;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path $data/body; proxy_temp_path $data/proxy; fastcgi_temp_path $data/fastcgi; uwsgi_temp_path $data/uwsgi; scgi_temp_path $data/scgi;
  server { listen 127.0.0.1:$port; root $data/www; }
}
EOF
PATH=$PATH:/usr/sbin
exec nginx -p "$data" -c "$data/nginx.conf" -e "$data/error.log"
