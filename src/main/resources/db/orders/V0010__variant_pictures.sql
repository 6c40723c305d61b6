-- A red and a green cup are one product with two pictures: the variant's own goes before the product's.
alter table orders.variant add column image_url text;
