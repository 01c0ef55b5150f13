using ComputeNet.Portal.Features.Submit;

namespace ComputeNet.Portal.Tests.Submit;

public class CommandLineTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("   ", new string[0])]
    [InlineData("echo hello world", new[] { "echo", "hello", "world" })]
    [InlineData("  tabs\tand\nlines ", new[] { "tabs", "and", "lines" })]
    [InlineData("echo 'two words'", new[] { "echo", "two words" })]
    [InlineData("""echo "it's" '' """, new[] { "echo", "it's", "" })]
    [InlineData("""a\ b "c\"d" "e\n" '\' """, new[] { "a b", "c\"d", "e\\n", "\\" })]
    [InlineData("--name=\"x y\"z", new[] { "--name=x yz" })]
    [InlineData("$HOME *.txt | wc", new[] { "$HOME", "*.txt", "|", "wc" })]
    public void words_are_split_as_people_expect_and_nothing_is_expanded(string text, string[] arguments) =>
        CommandLine.Split(text).ShouldBe(arguments);

    [Theory]
    [InlineData("echo 'open")]
    [InlineData("echo \"open")]
    public void an_open_quote_is_not_a_command(string text) => CommandLine.Split(text).ShouldBeNull();

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("it's")]
    [InlineData("a\\b\"c$d`e\n")]
    [InlineData("训练 脚本")]
    public void joined_arguments_split_into_themselves(string argument) =>
        CommandLine.Split(CommandLine.Join(["run", argument, "end"])).ShouldBe(["run", argument, "end"]);
}
