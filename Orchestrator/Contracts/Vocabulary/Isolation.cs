namespace ComputeNet.Contracts.Vocabulary;

/// <summary>What keeps the programs of different tenants apart on a pool's machines; each class includes the ones before it.</summary>
public enum Isolation
{
    /// <summary>Processes under one operating system.</summary>
    Process,
    /// <summary>Containers on one kernel.</summary>
    Container,
    /// <summary>Virtual machines, or containers with a kernel of their own.</summary>
    VirtualMachine,
    /// <summary>The whole machine is one tenant's while its job runs.</summary>
    Machine,
}
