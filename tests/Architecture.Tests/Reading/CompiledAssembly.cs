using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ComputeNet.Architecture.Tests.Reading;

/// <summary>That a type of ours (lambdas and state machines count for the type they are written in) uses a type, or a member of it.</summary>
/// <param name="User">The outermost type that contains the use.</param>
/// <param name="Assembly">The assembly that the used type comes from.</param>
/// <param name="Type">Full name of the used type.</param>
/// <param name="Member">Name of the used member, with its parameter types; empty for a mere mention.</param>
public sealed record Use(TypeDefinition User, string Assembly, string Type, string Member)
{
    public override string ToString() => $"{User.FullName} uses {Type}{(Member.Length > 0 ? "." + Member : "")}";
}

/// <summary>What one of our assemblies really uses, read from its compiled code.</summary>
public sealed class CompiledAssembly
{
    private readonly AssemblyDefinition assembly;

    private CompiledAssembly(string name) => assembly = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, name + ".dll"));

    public static IReadOnlyDictionary<string, CompiledAssembly> Product { get; } =
        Project.Product.ToDictionary(project => project.Name, project => new CompiledAssembly(project.Assembly));

    public IEnumerable<string> References => assembly.MainModule.AssemblyReferences.Select(reference => reference.Name);

    /// <summary>The types as they are written, without nested and compiler-made ones.</summary>
    public IEnumerable<TypeDefinition> Types => assembly.MainModule.Types.Where(type => !type.Name.StartsWith('<'));

    public IEnumerable<Use> Uses => Types.SelectMany(type => WithNested(type).SelectMany(part => UsesOf(part, type))).Distinct();

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static IEnumerable<Use> UsesOf(TypeDefinition part, TypeDefinition user)
    {
        var mentions = new[] { part.BaseType }.Concat(part.Interfaces.Select(i => i.InterfaceType)).Concat(part.Fields.Select(f => f.FieldType))
            .Concat(part.Methods.SelectMany(Signature)).Concat(part.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Variables.Select(v => v.VariableType)));
        foreach (var mention in mentions.SelectMany(Parts))
            yield return Mention(mention, user);
        foreach (var instruction in part.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Instructions))
        {
            if (instruction.Operand is MemberReference member and not TypeReference && member.DeclaringType is { } owner)
                yield return Mention(owner.GetElementType(), user) with { Member = Describe(member) };
            foreach (var type in MentionedBy(instruction).SelectMany(Parts))
                yield return Mention(type, user);
        }
    }

    private static IEnumerable<TypeReference?> Signature(MethodDefinition method) => method.Parameters.Select(p => p.ParameterType).Append(method.ReturnType);

    private static IEnumerable<TypeReference?> MentionedBy(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod method => method.GenericArguments.Append(method.DeclaringType).Append(method.ReturnType),
        MethodReference method => [method.DeclaringType, method.ReturnType],
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    /// <summary><c>List&lt;Solver[]&gt;</c> mentions List and Solver.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };

    private static Use Mention(TypeReference type, TypeDefinition user) =>
        new(user, type.Scope is AssemblyNameReference other ? other.Name : user.Module.Assembly.Name.Name, type.FullName, "");

    private static string Describe(MemberReference member) =>
        member is MethodReference method ? $"{method.Name}({string.Join(',', method.Parameters.Select(p => p.ParameterType.Name))})" : member.Name;
}
