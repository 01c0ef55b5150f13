using ComputeNet.Brain.Rules.Constraints;

namespace ComputeNet.Brain.Solvers;

/// <summary>Marks the type through which every solver keeps to a constraint. A test checks that no constraint is without one.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true)]
internal sealed class EncodesAttribute<TConstraint> : Attribute where TConstraint : IConstraint;
