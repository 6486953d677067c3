/**
 * MMIO and port accessors (memory-barriers.txt, "KERNEL I/O BARRIER EFFECTS"). The partner is a device.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const io: readonly Primitive[] = [
  primitive(
    'read{b,w,l,q}',
    'io-read',
    'same-device{R,W} in order; this MMIO R -> later{R of memory}, later delay loops',
    {
      members: 'read{b,w,l,q}',
      address: 0,
      form: '__iomem pointer',
      condition: 'default ioremap() attributes only',
      scope: 'io',
      source: 'Documentation/memory-barriers.txt §KERNEL I/O BARRIER EFFECTS (readX/writeX)',
      summary:
        'MMIO read, ordered with other accesses to the device and before later memory reads, so a DMA buffer read after a status register is fresh.',
    },
  ),
  primitive(
    'write{b,w,l,q}',
    'io-write',
    'same-device{R,W} in order; prior{W to memory} -> this MMIO W; MMIO W under a spinlock -> MMIO W by the next holder',
    {
      members: 'write{b,w,l,q}',
      address: 1,
      form: '__iomem pointer',
      value: 0,
      condition: 'default ioremap() attributes only',
      scope: 'io',
      source: 'Documentation/memory-barriers.txt §KERNEL I/O BARRIER EFFECTS (readX/writeX)',
      summary:
        'MMIO write, after all earlier memory writes of this thread, so a doorbell comes after the descriptor: no wmb() needed before it.',
      gotcha: 'Does not order earlier memory reads; writel_relaxed() has none of the memory guarantees.',
    },
  ),
  primitive('read{b,w,l,q}_relaxed', 'io-read', order.sameDevice, {
    members: 'read{b,w,l,q}_relaxed',
    address: 0,
    form: '__iomem pointer',
    scope: 'io',
    source: 'Documentation/memory-barriers.txt §KERNEL I/O BARRIER EFFECTS (readX_relaxed)',
    summary:
      'MMIO read ordered only with accesses of the same thread to the same device; not against memory, locks or delay loops.',
  }),
  primitive('write{b,w,l,q}_relaxed', 'io-write', order.sameDevice, {
    members: 'write{b,w,l,q}_relaxed',
    address: 1,
    form: '__iomem pointer',
    value: 0,
    scope: 'io',
    source: 'Documentation/memory-barriers.txt §KERNEL I/O BARRIER EFFECTS (writeX_relaxed)',
    summary:
      'MMIO write ordered only with accesses of the same thread to the same device; DMA memory needs wmb() before it.',
  }),
  primitive('reads{b,w,l,q}', 'io-read', order.sameDevice, {
    members: 'reads{b,w,l,q}',
    address: 0,
    form: '__iomem pointer',
    scope: 'io',
    source: 'Documentation/memory-barriers.txt §KERNEL I/O BARRIER EFFECTS (readsX/writesX)',
    summary: 'String read from a device FIFO, ordered only like readX_relaxed().',
  }),
  primitive('writes{b,w,l,q}', 'io-write', order.sameDevice, {
    members: 'writes{b,w,l,q}',
    address: 0,
    form: '__iomem pointer',
    scope: 'io',
    source: 'Documentation/memory-barriers.txt §KERNEL I/O BARRIER EFFECTS (readsX/writesX)',
    summary: 'String write to a device FIFO, ordered only like writeX_relaxed().',
  }),
  primitive('in{b,w,l}', 'io-read', 'as readX() on a default mapping', {
    members: 'in{b,w,l}{,_p}',
    address: 0,
    form: 'port number',
    scope: 'io',
    source: 'Documentation/memory-barriers.txt §KERNEL I/O BARRIER EFFECTS (inX/outX)',
    summary: 'Port read with the portable guarantees of readX().',
  }),
  primitive('out{b,w,l}', 'io-write', 'as writeX() on a default mapping', {
    members: 'out{b,w,l}{,_p}',
    address: 1,
    form: 'port number',
    value: 0,
    scope: 'io',
    source: 'Documentation/memory-barriers.txt §KERNEL I/O BARRIER EFFECTS (inX/outX)',
    summary: 'Port write with the portable guarantees of writeX(); waiting for completion is not portable.',
  }),
  primitive('ins{b,w,l}', 'io-read', 'as readsX()', {
    members: 'ins{b,w,l}',
    address: 0,
    form: 'port number',
    scope: 'io',
    source: 'Documentation/memory-barriers.txt §KERNEL I/O BARRIER EFFECTS (insX/outsX)',
    summary: 'String port read, ordered like readsX().',
  }),
  primitive('outs{b,w,l}', 'io-write', 'as writesX()', {
    members: 'outs{b,w,l}',
    address: 0,
    form: 'port number',
    scope: 'io',
    source: 'Documentation/memory-barriers.txt §KERNEL I/O BARRIER EFFECTS (insX/outsX)',
    summary: 'String port write, ordered like writesX().',
  }),
  primitive('ioread{8,16,32,64}', 'io-read', 'as inX() or readX()', {
    members: 'ioread{8,16,32,64}{,be}{,_hi_lo,_lo_hi}',
    address: 0,
    form: '__iomem pointer',
    scope: 'io',
    source: 'Documentation/memory-barriers.txt §KERNEL I/O BARRIER EFFECTS (ioreadX/iowriteX)',
    summary: 'Reads through either port or memory I/O with the guarantees of the access it performs.',
  }),
  primitive('iowrite{8,16,32,64}', 'io-write', 'as outX() or writeX()', {
    members: 'iowrite{8,16,32,64}{,be}{,_hi_lo,_lo_hi}',
    address: 1,
    form: '__iomem pointer',
    value: 0,
    scope: 'io',
    source: 'Documentation/memory-barriers.txt §KERNEL I/O BARRIER EFFECTS (ioreadX/iowriteX)',
    summary: 'Writes through either port or memory I/O with the guarantees of the access it performs.',
  }),
  primitive('ioread{8,16,32,64}_rep', 'io-read', 'as readsX() / insX()', {
    members: 'ioread{8,16,32,64}_rep',
    address: 0,
    form: '__iomem pointer',
    scope: 'io',
    source: 'Documentation/memory-barriers.txt §KERNEL I/O BARRIER EFFECTS',
    summary: 'Repeated FIFO read with the weaker string guarantees.',
  }),
  primitive('iowrite{8,16,32,64}_rep', 'io-write', 'as readsX() / insX()', {
    members: 'iowrite{8,16,32,64}_rep',
    address: 0,
    form: '__iomem pointer',
    scope: 'io',
    source: 'Documentation/memory-barriers.txt §KERNEL I/O BARRIER EFFECTS',
    summary: 'Repeated FIFO write with the weaker string guarantees.',
  }),
  primitive('read{b,w,l,q}_poll_timeout', 'io-read', 'as the accessor it polls with', {
    members: 'read{b,w,l,q}{,_relaxed}_poll_timeout{,_atomic}',
    address: 0,
    form: '__iomem pointer',
    condition: '_relaxed_ variants poll with readX_relaxed()',
    scope: 'io',
    source: 'include/linux/iopoll.h',
    summary: 'Polls a register with readX() or readX_relaxed() until a condition holds.',
  }),
  primitive('{lo_hi,hi_lo}_readq', 'io-read', 'as two readl() (or readl_relaxed()), in the named order', {
    members: '{lo_hi,hi_lo}_readq{,_relaxed}',
    address: 0,
    form: '__iomem pointer',
    scope: 'io',
    source: 'include/linux/io-64-nonatomic-lo-hi.h',
    summary: '64-bit MMIO read split into two 32-bit ones, not atomic.',
  }),
  primitive('{lo_hi,hi_lo}_writeq', 'io-write', 'as two writel() (or writel_relaxed()), in the named order', {
    members: '{lo_hi,hi_lo}_writeq{,_relaxed}',
    address: 1,
    form: '__iomem pointer',
    value: 0,
    scope: 'io',
    source: 'include/linux/io-64-nonatomic-lo-hi.h',
    summary: '64-bit MMIO write split into two 32-bit ones, not atomic.',
  }),
  primitive('__raw_read{b,w,l,q}', 'io-read', order.none, {
    members: '__raw_read{b,w,l,q}',
    address: 0,
    form: '__iomem pointer',
    scope: 'io',
    source: 'Documentation/driver-api/device-io.rst (__raw_readq() and friends); include/asm-generic/io.h',
    summary: 'Bare MMIO read without barriers or byte swapping; not even ordered with other MMIO.',
  }),
  primitive('__raw_write{b,w,l,q}', 'io-write', order.none, {
    members: '__raw_write{b,w,l,q}',
    address: 1,
    form: '__iomem pointer',
    value: 0,
    scope: 'io',
    source: 'Documentation/driver-api/device-io.rst (__raw_readq() and friends); include/asm-generic/io.h',
    summary: 'Bare MMIO write without barriers or byte swapping.',
  }),
  primitive('memcpy_fromio', 'io-read', 'none promised', {
    address: 1,
    form: '__iomem pointer',
    scope: 'io',
    source:
      'Documentation/driver-api/device-io.rst (says plain memcpy() on I/O memory is not guaranteed in order; promises nothing more for these)',
    summary: 'Block copy to or from device memory; access size and order inside the block are not promised.',
  }),
  primitive('{memcpy_toio,memset_io}', 'io-write', 'none promised', {
    members: '{memcpy_toio,memset_io}',
    address: 0,
    form: '__iomem pointer',
    scope: 'io',
    source:
      'Documentation/driver-api/device-io.rst (says plain memcpy() on I/O memory is not guaranteed in order; promises nothing more for these)',
    summary: 'Block copy to or from device memory; access size and order inside the block are not promised.',
  }),
  primitive(
    '__io_{br,ar,bw,aw,pbr,par,pbw,paw}',
    'other',
    'hooks: __io_bw = wmb(), __io_ar = rmb(), __io_br = barrier(), __io_aw = mmiowb bookkeeping',
    {
      members: '__io_{,p}{br,ar,bw,aw}',
      scope: 'io',
      source: 'include/asm-generic/io.h',
      summary: 'Hooks that give readX()/writeX() their ordering: before/after a read or a write.',
    },
  ),
  primitive('dma_map_* / dma_sync_*', 'other', 'hands the buffer over between CPU and device', {
    members:
      '{dma_{map,unmap}_{single,page,sg,single_attrs,page_attrs,sg_attrs,sgtable},dma_sync_{single,single_range,sg,sgtable}_for_{cpu,device}}',
    scope: 'dma',
    source: 'Documentation/core-api/dma-api.rst',
    summary:
      'Streaming DMA calls that do the cache maintenance and ordering for buffer ownership; not a CPU memory barrier.',
  }),
  primitive('ioremap_wc', 'other', 'weaker: readX()/writeX() guarantees do not hold on the mapping', {
    address: 0,
    scope: 'io',
    source:
      'Documentation/memory-barriers.txt §KERNEL I/O BARRIER EFFECTS (non-default attributes); Documentation/driver-api/device-io.rst',
    summary: 'Write-combining mapping: the ordering guarantees of the accessors are architecture-specific there.',
  }),
];
