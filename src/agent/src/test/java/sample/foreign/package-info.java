/** A dma-buf API that shares no name with ours; {@code foreign.yaml} describes it. */
package sample.foreign;
