# A web page that switches a lamp and shows a thermometer, asked by Flask's own test client.
from datetime import datetime

from flask import Flask, jsonify, redirect, render_template_string, request
from gpiozero import LED, CPUTemperature

app = Flask(__name__)
lamp = LED(17)
PAGE = "<h1>Lamp is {{ 'on' if lamp.value else 'off' }}</h1><p>{{ time }}</p>"


@app.route("/")
def home():
    return render_template_string(PAGE, lamp=lamp, time=datetime.now().strftime("%H:%M"))


@app.route("/switch", methods=["POST"])
def switch():
    lamp.value = request.form["lamp"] == "on"
    return redirect("/")


@app.route("/api")
def api():
    return jsonify(temperature=CPUTemperature().temperature, lamp=bool(lamp.value))


browser = app.test_client()
print(browser.get("/").text)
print(browser.post("/switch", data={"lamp": "on"}, follow_redirects=True).text)
print(browser.get("/api").json, browser.get("/nothing").status_code)
