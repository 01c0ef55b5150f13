using System.Text.Json;
using System.Text.RegularExpressions;
using ComputeNet.Contracts;
using ComputeNet.Service.Http.Problems;
using FluentValidation;
using FluentValidation.Results;

namespace ComputeNet.Service.Http.Validation;

/// <summary>Runs the validator of every parameter that has one, before the endpoint; all errors come back at once, by JSON path.</summary>
public static partial class ValidationFilter
{
    public static EndpointFilterDelegate Create(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var checks = factory.MethodInfo.GetParameters()
            .Select((parameter, index) => (Index: index, Validator: factory.ApplicationServices.GetService(typeof(IValidator<>).MakeGenericType(parameter.ParameterType)) as IValidator))
            .Where(check => check.Validator is not null)
            .ToList();
        if (checks.Count == 0)
            return next;
        return invocation =>
        {
            var failures = checks.SelectMany(c => invocation.Arguments[c.Index] is { } argument
                ? c.Validator!.Validate(new ValidationContext<object>(argument)).Errors : []).ToList();
            return failures.Count == 0 ? next(invocation) : throw new ProblemException(Problem(failures));
        };
    }

    private static ApiProblem Problem(List<ValidationFailure> failures)
    {
        var errors = failures.GroupBy(f => JsonPath(f.PropertyName)).ToDictionary(g => g.Key, g => g.Select(f => f.ErrorMessage).Distinct().ToArray());
        return new ApiProblem("Invalid fields", StatusCodes.Status422UnprocessableEntity, "invalid-fields",
            string.Join(" ", errors.Select(e => $"{e.Key}: {string.Join(' ', e.Value)}")), Errors: errors);
    }

    /// <summary><c>Variants[0].DevicesPerMember</c> → <c>variants[0].devicesPerMember</c>.</summary>
    private static string JsonPath(string property) =>
        property.Length == 0 ? "$" : Name().Replace(property, match => JsonNamingPolicy.CamelCase.ConvertName(match.Value));

    [GeneratedRegex(@"(?<=^|\.)\w+")]
    private static partial Regex Name();
}
