using System.Globalization;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Plans;

/// <summary>The brain counts in micro-yuan; people read yuan.</summary>
public static class Yuan
{
    private const decimal MicroPerYuan = 1_000_000;

    public static decimal From(long microYuan) => microYuan / MicroPerYuan;

    /// <summary>With its sign, for sentences: "¥12.3".</summary>
    public static string Of(long microYuan) => "¥" + Number(microYuan);

    public static string Number(long microYuan) => Format.Money(From(microYuan), CultureInfo.CurrentCulture);
}
