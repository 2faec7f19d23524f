using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Lighthouse.Bridge.Http;

/// <summary>Reads a JSON body of at most 1 MB and depth 10.</summary>
internal static class RequestBody
{
    /// <summary>Largest body in bytes.</summary>
    public const int MostBytes = 1024 * 1024;

    private const int Depth = 10;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Depth, AllowDuplicateProperties = false };

    public static async Task<JsonElement> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
            throw new RefusalException(StatusCodes.Status415UnsupportedMediaType, "not_json", "The body must be application/json.");
        return Parse(await BytesAsync(request, cancellation));
    }

    private static async Task<byte[]> BytesAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > MostBytes) throw TooLarge();
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellation);
            if (read.Buffer.Length > MostBytes) throw TooLarge();
            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Parses a body that has been read.</summary>
    /// <exception cref="RefusalException">422 when it is not valid.</exception>
    public static JsonElement Parse(byte[] bytes)
    {
        if (!Utf8.IsValid(bytes)) throw Invalid("The body is not UTF-8.");
        try
        {
            var body = JsonElement.Parse(bytes, Options);
            // Only an escape can hide half a surrogate pair in valid UTF-8.
            if (bytes.AsSpan().IndexOf("\\u"u8) >= 0) RequireText(body);
            return body;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw Invalid($"The body is not JSON of depth {Depth} or less with unique names and whole characters.");
        }
    }

    private static void RequireText(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) _ = value.GetString();
        if (value.ValueKind == JsonValueKind.Array)
            foreach (var item in value.EnumerateArray()) RequireText(item);
        if (value.ValueKind != JsonValueKind.Object) return;
        foreach (var property in value.EnumerateObject())
        {
            _ = property.Name;
            RequireText(property.Value);
        }
    }

    private static RefusalException TooLarge() => new(StatusCodes.Status413PayloadTooLarge, "body_too_large", "The body is larger than 1 MB.");

    private static RefusalException Invalid(string message) => new(StatusCodes.Status422UnprocessableEntity, "invalid_body", message);
}
