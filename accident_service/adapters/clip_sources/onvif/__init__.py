"""Recorders of ONVIF Profile G: what is recorded is searched by SOAP and replayed by RTSP."""
