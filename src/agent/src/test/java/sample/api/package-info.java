/** A dma-buf API of its own making, of the shape that the built-in contract describes by name. */
package sample.api;
