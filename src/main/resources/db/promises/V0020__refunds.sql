-- When the money for a return is on its way is a promise like any other.
alter table promises.promise drop constraint promise_kind_check;
alter table promises.promise add constraint promise_kind_check check (kind in ('DELIVERY', 'HANDOVER', 'REFUND'));
