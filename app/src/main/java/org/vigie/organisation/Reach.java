package org.vigie.organisation;

import java.util.UUID;

/** How far into the compartments of its organisation some work sees. */
sealed interface Reach {
    /** Into none: only what is in no compartment. What nobody said more about. */
    record Outside() implements Reach {}

    /** Into those that this person is in when the transaction begins. */
    record Person(UUID id) implements Reach {}

    /** Into all: the organisation's own work, which goes on whoever may look at it. */
    record All() implements Reach {}
}
