-- Nothing ever read how many items a host had: new contacts and entries that match too much are what holds a flood back.
alter table host drop column detections, drop column first_detected_at;
