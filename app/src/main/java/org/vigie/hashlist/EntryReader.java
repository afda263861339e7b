package org.vigie.hashlist;

/** Is told of each record of a list, in the order in which it is read. */
public interface EntryReader {
    void entry(ListEntry entry);

    void rejected(RejectedLine line);

    /** An entry whose hash is not computed here. Whoever only compares what is computed need not know. */
    default void opaque(OpaqueEntry entry) {}

    /** An entry is taken back. Whoever only reads lists once need not know. */
    default void recalled(Recall recall) {}
}
