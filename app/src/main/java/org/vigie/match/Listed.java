package org.vigie.match;

import org.vigie.core.hash.HashValue;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;

/** An entry of a list as the index holds it. */
record Listed(long id, ListId list, HashValue hash, MaterialClass materialClass) {}
