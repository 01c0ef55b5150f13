namespace ComputeNet.Contracts.Vocabulary;

/// <summary>How workloads on one device are kept apart (what keeps tenants apart on a machine is another matter), from weakest to strongest: who asks for one is content with any stronger one.</summary>
public enum DeviceIsolation
{
    /// <summary>Time slices and memory limits in software (HAMi, MPS): any share of a device.</summary>
    SoftwareShared,

    /// <summary>Partitions cut by the hardware (MIG, vNPU): shares come in templates only.</summary>
    HardwarePartition,

    /// <summary>A device has one workload at a time.</summary>
    Exclusive,
}
