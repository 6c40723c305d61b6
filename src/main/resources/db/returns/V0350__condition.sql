-- In what state the thing is, in the customer's own word: asked where the policy asks for it, and decided by. Null: not said.
alter table returns.piece add column wear text;
