/** Has nothing to do with dma-buf, though it has pages. */
package sample.database;
