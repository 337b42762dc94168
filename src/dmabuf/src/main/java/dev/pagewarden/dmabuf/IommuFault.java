package dev.pagewarden.dmabuf;

/** A device reached for a DMA address that is not mapped for it, or not for writing. */
public final class IommuFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The address at which the access failed. */
  private final long dmaAddress;

  IommuFault(String device, long dmaAddress, String what, String mend) {
    super(String.format("device \"%s\": %s DMA address 0x%x; %s.", device, what, dmaAddress, mend));
    this.dmaAddress = dmaAddress;
  }

  /**
   * Where the access failed.
   *
   * @return the DMA address of the first byte that could not be reached
   */
  public long dmaAddress() {
    return dmaAddress;
  }
}
