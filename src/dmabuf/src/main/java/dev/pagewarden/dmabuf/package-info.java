/**
 * A dma-buf core for Java, with the kernel's names and rules and with real bytes behind the pages.
 *
 * <p>An exporter ({@link dev.pagewarden.dmabuf.DmaBufOps}, or a ready {@link
 * dev.pagewarden.dmabuf.Heap}) makes a {@link dev.pagewarden.dmabuf.DmaBuf}; importers attach a
 * {@link dev.pagewarden.dmabuf.Device} to it and borrow {@link dev.pagewarden.dmabuf.SgTable}s. A
 * device reads and writes memory by DMA address through its {@link dev.pagewarden.dmabuf.Iommu};
 * the CPU side of a table leads to {@link dev.pagewarden.dmabuf.Page}s and is the exporter's alone.
 * Whoever breaks a rule gets a {@link dev.pagewarden.dmabuf.DmaBufException} that says which.
 *
 * <p>Nothing here looks for importers that peek: that is for the detectors and the agent, which
 * know this package as they know anybody's API, through the contract.
 */
package dev.pagewarden.dmabuf;
