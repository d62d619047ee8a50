#!/bin/sh
exec jose jws ver -i "$1" -k "$2" -O -
