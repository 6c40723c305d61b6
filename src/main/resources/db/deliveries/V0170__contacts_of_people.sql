-- What a journey's messages save is counted by person: those who got them beside those who did not.
create index contact_of_customer on deliveries.contact (store_id, customer_id) where customer_id is not null;
