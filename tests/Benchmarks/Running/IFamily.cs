namespace ComputeNet.Benchmarks.Running;

/// <summary>One family of benchmarks: reads its inputs, solves, has an independent checker judge the answer, and reports each case.</summary>
public interface IFamily
{
    /// <summary>The word on the command line.</summary>
    string Name { get; }

    /// <summary>One sentence: what is solved, against which published or exact anchor.</summary>
    string Purpose { get; }

    /// <summary>Folders or files under the data folder that it reads; none when it needs no data.</summary>
    IReadOnlyList<string> Needs { get; }

    /// <exception cref="CheckerRefusedException">The independent checker does not accept an answer: there is nothing to report then.</exception>
    IEnumerable<CaseResult> Run(RunOptions options);
}
