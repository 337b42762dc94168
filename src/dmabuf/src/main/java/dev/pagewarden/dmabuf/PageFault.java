package dev.pagewarden.dmabuf;

/**
 * A page link, a frame number or a page handle led to no page: the oops of this world.
 *
 * <p>An importer that reads the CPU side of a table whose links are scrambled ends here, as in the
 * kernel under {@code DMABUF_DEBUG} ({@code mangle_sg_table} in {@code drivers/dma-buf/dma-buf.c}).
 */
public final class PageFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PageFault(String message) {
    super(message);
  }
}
