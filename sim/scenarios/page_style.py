"""How the page of outcomes looks, on a screen and on paper."""

STYLE = """
body { font: 16px/1.5 system-ui, "DejaVu Sans", sans-serif; color: #1c2430; }
body { max-width: 70rem; margin: 0 auto; padding: 1rem; }
h1, h2, h3 { line-height: 1.2; margin: 1.5rem 0 .5rem; }
h3 small { color: #5a6472; font-weight: normal; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #d6dbe2; }
th { color: #5a6472; font-weight: normal; }
section { border-top: 3px solid #d6dbe2; margin-top: 2rem; overflow-x: auto; }
.sim { background: #fff3cd; border: 2px solid #c00000; color: #c00000; padding: .3rem; }
.sim { font-weight: bold; text-align: center; }
.good { color: #1b6e36; font-weight: bold; }
.bad { color: #c00000; font-weight: bold; }
.bar { display: inline-block; width: 6rem; height: .6rem; background: #e6e9ee; }
.bar span { display: block; height: 100%; background: #1b5e9b; }
figure { margin: 0 0 1rem; }
figure svg { width: 100%; height: auto; }
@media print { section { break-inside: avoid; } }
"""
