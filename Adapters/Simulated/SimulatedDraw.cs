using System.Text;

namespace ComputeNet.Adapters.Simulated;

/// <summary>
/// Numbers in [0, 1) that depend on seed, subject and question only: FNV-1a over the text, then the finalizer of SplitMix64 (FNV alone leaves
/// similar keys close together). Unlike a sequence, one draw more or less changes no other, and unlike GetHashCode it is the same in every process.
/// </summary>
public readonly record struct SimulatedDraw(int Seed, string Subject)
{
    public double Number(string question)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes($"{Seed}/{Subject}/{question}"))
            hash = (hash ^ b) * 1099511628211UL;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        hash ^= hash >> 31;
        return (hash >> 11) / (double)(1UL << 53);
    }

    public bool Happens(string question, double share) => Number(question) < share;

    public double Between(string question, double least, double most) => least + (most - least) * Number(question);
}
