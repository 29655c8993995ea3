package org.poolwarden.sim.trace;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * One file of a trace, unpacked; it can be read once.
 *
 * @param place as a person finds it, {@code a.tar!day1.srt} for one in an archive
 * @param name its name alone, without the ending that says it is packed
 */
record TracePart(String place, String name, InputStream bytes) {

    /** Bytes that are no characters do not stop it: Latin-1 knows them all. */
    BufferedReader lines() {
        return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.ISO_8859_1));
    }
}
