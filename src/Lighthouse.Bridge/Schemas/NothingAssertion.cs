using System.Text.Json;

namespace Lighthouse.Bridge.Schemas;

/// <summary>No value is allowed.</summary>
internal sealed class NothingAssertion : IAssertion
{
    public string Problem(JsonElement value, string place, Effort effort) => $"{place} is not allowed";
}
