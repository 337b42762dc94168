/**
 * What importers in the wild did: each file retells one driver, in its own code, with the form that
 * touches the pages of a borrowed table and the form that mends it. The lines where the CPU side is
 * touched carry the expected finding; the mended forms are silent.
 *
 * <p>Where the driver was in the right all along, its bad form is called a twin and is made up for
 * the contrast. Case numbers and rules (I1 to I17) are those of the project's collection of kernel
 * facts; the histories are told as far as they are known, and say nothing about kernels of today.
 */
package drivers;
