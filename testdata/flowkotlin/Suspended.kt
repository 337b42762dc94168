package flowkotlin

import dev.pagewarden.dmabuf.DmaDirection
import dev.pagewarden.dmabuf.SgTable
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.resume
import kotlin.coroutines.startCoroutine
import kotlin.coroutines.suspendCoroutine
import support.Rig

/** Runs a coroutine to its end on the caller's thread. */
private fun <T> launch(block: suspend () -> T): T {
    var outcome: Result<T>? = null
    block.startCoroutine(
        object : Continuation<T> {
            override val context = EmptyCoroutineContext

            override fun resumeWith(result: Result<T>) {
                outcome = result
            }
        },
    )
    return outcome!!.getOrThrow()
}

private suspend fun fetch(table: SgTable): SgTable = suspendCoroutine { it.resume(table) }

private suspend fun step() = suspendCoroutine { it.resume(Unit) }

private suspend fun touch(table: SgTable): Int {
    step()
    return table.pages().size // expect: DMABUF_PAGE_ACCESS
}

private suspend fun keep(table: SgTable): SgTable {
    val kept = table
    step()
    return kept
}

/** Runs every variant with an imported table. */
fun main() {
    Rig.buffer().use { buffer ->
        val attachment = buffer.attach(Rig.device("suspended"))
        val table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        reportsCapturedBySuspendLambda(table)
        reportsAcrossSuspension(table)
        reportsReturnedBySuspendFunction(table)
        reportsResumed(table)
        acceptsSuspendedOnDmaSide(table)
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

private fun reportsCapturedBySuspendLambda(table: SgTable) {
    val count = launch { table.pages().size } // expect: DMABUF_PAGE_ACCESS
    Rig.check(count == 4, "four pages")
}

private fun reportsAcrossSuspension(table: SgTable) {
    Rig.check(launch { touch(table) } == 4, "four pages")
}

private fun reportsReturnedBySuspendFunction(table: SgTable) {
    val count = launch {
        val some = keep(table)
        step()
        some.pages().size // expect: DMABUF_PAGE_ACCESS
    }
    Rig.check(count == 4, "four pages")
}

private fun reportsResumed(table: SgTable) {
    val kept = launch { fetch(table) }
    Rig.check(kept.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun acceptsSuspendedOnDmaSide(table: SgTable) {
    val count = launch {
        step()
        table.dmaAddresses().size
    }
    Rig.check(count == 4, "four addresses")
    val ours = launch { keep(Rig.ownTable()) }
    Rig.check(ours.pages().size == 4, "four pages")
}
