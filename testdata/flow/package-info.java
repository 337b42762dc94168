/**
 * One feature of Java a file: every way it has to carry a table from {@code mapAttachment} to a
 * page, and beside each its twin that must stay silent. Methods named {@code reports…} touch the
 * CPU side of an imported table on the lines that say so; methods named {@code accepts…} touch none
 * but own tables. Every main runs all its variants.
 */
package flow;
