// Each test runs whole systems of its own; two at a time would only wait for each other on two cores.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
