/**
 * The vocabulary of dma-buf checking: which types are tables, entries and pages, and which members
 * map, unmap, derive from and touch them. {@link dev.pagewarden.contract.Contract} is the entry. It
 * is data read from YAML; nothing here analyses or instruments code.
 */
package dev.pagewarden.contract;
