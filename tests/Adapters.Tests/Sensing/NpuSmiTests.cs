using ComputeNet.Adapters.Sensing;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Tests.Sensing;

/// <summary>The forms of table that drivers 22 to 26 print for 910B, 910C and 310P; figures are made up.</summary>
public sealed class NpuSmiTests
{
    private const string Atlas910B = """
        +------------------------------------------------------------------------------------------------+
        | npu-smi 23.0.6                   Version: 23.0.6                                               |
        +---------------------------+---------------+----------------------------------------------------+
        | NPU   Name                | Health        | Power(W)    Temp(C)           Hugepages-Usage(page)|
        | Chip                      | Bus-Id        | AICore(%)   Memory-Usage(MB)  HBM-Usage(MB)        |
        +===========================+===============+====================================================+
        | 0     910B3               | OK            | 97.4        41                0    / 0             |
        | 0                         | 0000:C1:00.0  | 62          0    / 0          41052/ 65536         |
        +===========================+===============+====================================================+
        | 1     910B3               | Alarm         | 90.1        39                0    / 0             |
        | 0                         | 0000:C2:00.0  | 0           0    / 0          3402 / 65536         |
        +===========================+===============+====================================================+
        +---------------------------+---------------+----------------------------------------------------+
        | NPU     Chip              | Process id    | Process name             | Process memory(MB)      |
        +===========================+===============+====================================================+
        | 0       0                 | 1234567       | python3                  | 37709                   |
        +===========================+===============+====================================================+
        | No running processes found in NPU 1                                                            |
        +===========================+===============+====================================================+
        """;

    private const string Atlas910C = """
        +---------------------------+---------------+----------------------------------------------------------------------+
        | NPU   Name                | Health        | Power(W)             Temp(C)                 Hugepages-Usage(page)   |
        | Chip  Phy-ID              | Bus-Id        | AICore(%)            Memory-Usage(MB)        HBM-Usage(MB)           |
        +===========================+===============+======================================================================+
        | 7     Ascend910           | OK            | 162.6                34                      0    / 0                |
        | 0     14                  | 0000:9D:00.0  | 3                    0    / 0                3419 / 65536            |
        +------------------------------------------------------------------------------------------------------------------+
        | 7     Ascend910           | OK            | -                    35                      0    / 0                |
        | 1     15                  | 0000:9F:00.0  | 0                    0    / 0                2874 / 65536            |
        +===========================+===============+======================================================================+
        | NPU     Chip              | Process id    | Process name             | Process memory(MB)                        |
        | 7       1                 | 88            |                          | 122                                       |
        """;

    private const string Atlas310P = """
        | NPU     Name                  | Health          | Power(W)     Temp(C)           Hugepages-Usage(page) |
        | Chip    Device                | Bus-Id          | AICore(%)    Memory-Usage(MB)                        |
        +===============================+=================+======================================================+
        | 32768   310P3                 | OK              | NA           46                8808  / 8808          |
        | 0       2                     | 0000:81:00.0    | 9            19562/ 21527                            |
        +===============================+=================+======================================================+
        """;

    [Fact]
    public void two_lines_make_a_chip()
    {
        var (busy, sick) = (NpuSmi.Read(Atlas910B)[0], NpuSmi.Read(Atlas910B)[1]);

        busy.ShouldSatisfyAllConditions(
            d => d.Architecture.ShouldBe(Architecture.Ascend),
            d => (d.Number, d.Name, d.Model).ShouldBe((0, "910B3", new AcceleratorModelId("huawei-ascend-910b"))),
            d => (d.UsedMebibytes, d.MemoryMebibytes).ShouldBe((41052, 65536)),
            d => d.UtilisationShare!.Value.ShouldBe(0.62, 1e-9),
            d => (d.Watts, d.Celsius).ShouldBe((97.4, 41)),
            d => d.IsHealthy.ShouldBe(true),
            d => d.Processes.ShouldBe([1234567]));
        (sick.Number, sick.IsHealthy).ShouldBe((1, false));
        sick.Processes.ShouldBeEmpty();
    }

    [Fact]
    public void chips_of_a_pair_have_the_numbers_of_the_machine_and_share_one_power_meter()
    {
        var chips = NpuSmi.Read(Atlas910C);

        chips.Select(c => (c.Number, c.Watts, c.UsedMebibytes)).ShouldBe([(14, 162.6, 3419), (15, null, 2874)]);
        chips[1].Processes.ShouldBe([88]);
        chips[0].Model.ShouldBeNull("two chips make one 910C of the catalogue");
    }

    [Fact]
    public void a_model_without_its_own_memory_column_or_power_meter_is_read_too()
    {
        var chip = NpuSmi.Read(Atlas310P).ShouldHaveSingleItem();

        (chip.Number, chip.Watts, chip.UsedMebibytes, chip.MemoryMebibytes).ShouldBe((2, null, 19562, 21527));
    }

    [Theory]
    [InlineData("")]
    [InlineData("DrvMngGetConsoleLogLevel failed. (g_conLogLevel=3)\ndcmi model initialized failed, because the device is used. ret is -8020")]
    [InlineData("| NPU | Health | Power |")]
    [InlineData("| Chip | Bus-Id | AICore |\n| 0 910B3 | OK | 1 2 |")]
    public void what_is_no_table_of_chips_has_none(string output) => NpuSmi.Read(output).ShouldBeEmpty();

    [Fact]
    public void a_table_that_was_cut_short_loses_only_what_is_missing()
    {
        for (var length = 0; length <= Atlas910B.Length; length++)
            NpuSmi.Read(Atlas910B[..length]).Count.ShouldBeInRange(0, 2);
    }
}
