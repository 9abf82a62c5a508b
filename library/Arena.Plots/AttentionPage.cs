using System.Net;
using System.Text.Json;

namespace Arena.Plots;

/// <summary>Attention patterns as a page: one file, which asks no network for anything.</summary>
internal static class AttentionPage
{
    // As many digits as are read out.
    private const int Digits = 3;

    public static string Of(AttentionPlot plot) => PageTemplate.Fill("AttentionPage.html", gap => gap switch
    {
        "title" => WebUtility.HtmlEncode(plot.Title),
        "data" => JsonSerializer.Serialize(new
        {
            tokens = plot.Tokens,
            heads = plot.Heads.Select(head => new
            {
                name = head.Name,
                pattern = Enumerable.Range(0, plot.Tokens.Count).Select(query =>
                    Enumerable.Range(0, plot.Tokens.Count).Select(key => Math.Round(head.Pattern[query, key], Digits))),
            }),
        }),
        _ => null,
    });
}
