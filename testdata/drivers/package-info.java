/**
 * What real importers did, renamed and rewritten: each file holds a driver's import in the form
 * that touched the pages of a borrowed table and in the form that mended it. The lines where the
 * CPU side is touched carry the expected finding; the mended forms are silent.
 */
package drivers;
