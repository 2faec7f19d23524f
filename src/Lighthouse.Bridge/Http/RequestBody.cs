using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Lighthouse.Bridge.Http;

/// <summary>Reads a JSON body of bounded size and depth.</summary>
internal static class RequestBody
{
    /// <summary>Largest body in bytes, except where an operation says otherwise.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Greatest depth of a body, except where an operation says otherwise.</summary>
    public const int MostDepth = 10;

    public static async Task<JsonElement> ReadAsync(HttpRequest request, int mostBytes, int depth, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
            throw new RefusalException(StatusCodes.Status415UnsupportedMediaType, "not_json", "The body must be application/json.");
        return Parse(await BytesAsync(request, mostBytes, cancellation), depth);
    }

    private static async Task<byte[]> BytesAsync(HttpRequest request, int mostBytes, CancellationToken cancellation)
    {
        if (request.ContentLength > mostBytes) throw TooLarge(mostBytes);
        // Most bodies are there whole at the first look, and are held by nobody.
        HeldBody? held = null;
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(cancellation);
                if (read.Buffer.Length > mostBytes) throw TooLarge(mostBytes);
                if (read.IsCompleted)
                {
                    var bytes = read.Buffer.ToArray();
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    return bytes;
                }

                held ??= new HeldBody(request.HttpContext.RequestServices.GetRequiredService<HeldBodies>());
                held.GrowTo(read.Buffer.Length);
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        finally
        {
            held?.Dispose();
        }
    }

    /// <summary>Parses a body that has been read.</summary>
    /// <exception cref="RefusalException">422 when it is not valid.</exception>
    public static JsonElement Parse(byte[] bytes, int depth = MostDepth)
    {
        if (!Utf8.IsValid(bytes)) throw Invalid("The body is not UTF-8.");
        try
        {
            var body = JsonElement.Parse(bytes, new JsonDocumentOptions { MaxDepth = depth, AllowDuplicateProperties = false });
            // Only an escape can hide half a surrogate pair in valid UTF-8.
            if (bytes.AsSpan().IndexOf("\\u"u8) >= 0) RequireText(body);
            return body;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw Invalid($"The body is not JSON of depth {depth} or less with unique names and whole characters.");
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

    private static RefusalException TooLarge(int mostBytes) =>
        new(StatusCodes.Status413PayloadTooLarge, "body_too_large", $"The body is larger than {mostBytes >> 20} MB.");

    private static RefusalException Invalid(string message) => new(StatusCodes.Status422UnprocessableEntity, "invalid_body", message);
}
