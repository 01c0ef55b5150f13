using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Rules.Constraints;
using ComputeNet.Brain.Rules.Filters;
using ComputeNet.Brain.Rules.Objectives;

namespace ComputeNet.Architecture.Tests.Rules;

public sealed class RulebookTests
{
    private static readonly Type[] Brain = typeof(Rulebook).Assembly.GetTypes();

    [Fact]
    public void every_constraint_has_its_encoding_in_the_solvers()
    {
        var encoded = Brain.Where(type => type.Namespace == "ComputeNet.Brain.Solvers").SelectMany(type => type.GetCustomAttributesData())
            .Where(attribute => attribute.AttributeType is { IsGenericType: true } type && type.Name.StartsWith("EncodesAttribute", StringComparison.Ordinal))
            .Select(attribute => attribute.AttributeType.GenericTypeArguments[0]);
        Implementing<IConstraint>().Except(encoded).ShouldBeEmpty();
    }

    [Fact]
    public void every_rule_is_in_the_rulebook()
    {
        Rulebook.Filters.Select(rule => rule.GetType()).ShouldBe(Implementing<IFilter>(), ignoreOrder: true);
        Rulebook.Constraints.Select(rule => rule.GetType()).ShouldBe(Implementing<IConstraint>(), ignoreOrder: true);
        Rulebook.Objectives.Select(rule => rule.GetType()).ShouldBe(Implementing<IObjective>(), ignoreOrder: true);
    }

    [Fact]
    public void an_objective_says_what_it_prefers_or_avoids() =>
        Implementing<IObjective>().Where(type => !type.Name.StartsWith("Prefer", StringComparison.Ordinal) && !type.Name.StartsWith("Avoid", StringComparison.Ordinal)).ShouldBeEmpty();

    private static IEnumerable<Type> Implementing<T>() => Brain.Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(T)));
}
