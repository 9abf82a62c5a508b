using FluentAssertions.Formatting;

namespace Arena.Testing;

/// <summary>A text that FluentAssertions prints as it is, rather than in quotation marks and escaped.</summary>
internal sealed record Verbatim(string Text)
{
    internal sealed class Formatter : IValueFormatter
    {
        public bool CanHandle(object value) => value is Verbatim;

        public void Format(object value, FormattedObjectGraph formattedGraph, FormattingContext context, FormatChild formatChild) =>
            formattedGraph.AddFragment(((Verbatim)value).Text);
    }
}
