using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.AuthBypass;

/// <summary>Makes the legitimate request for an operation, still without a token.</summary>
internal static class OperationRequest
{
    public static RawRequest For(OpenApiOperation operation, OperationExample example, IReadOnlyDictionary<string, string> headers)
    {
        var path = operation.Path;
        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in operation.Parameters)
        {
            var value = example.Parameters.GetValueOrDefault(parameter.Name, parameter.Example);
            if (parameter.InPath)
                path = path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
            else
                query[parameter.Name] = value;
        }

        var inPath = operation.Parameters.Where(parameter => parameter.InPath).Select(parameter => parameter.Name).ToHashSet();
        foreach (var (name, value) in example.Parameters.Where(given => !inPath.Contains(given.Key)))
            query[name] = value;
        var queryText = string.Join('&', query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        return new RawRequest(operation.Method, queryText.Length == 0 ? path : $"{path}?{queryText}")
        {
            Headers = [.. headers, .. example.Headers],
            Body = example.Body ?? operation.BodyExample,
            ContentType = example.ContentType,
        };
    }
}
