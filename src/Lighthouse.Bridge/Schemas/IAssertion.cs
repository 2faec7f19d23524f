using System.Text.Json;

namespace Lighthouse.Bridge.Schemas;

/// <summary>One thing that a schema demands.</summary>
internal interface IAssertion
{
    /// <summary>What is wrong with the value at that place; null when nothing is.</summary>
    string? Problem(JsonElement value, string place);
}
