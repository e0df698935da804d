# frozen_string_literal: true

require "json"
require "logger"
require "net/http"
require "openssl"
require "uri"

module Billing
  # Raised when the gateway refuses a request.
  class GatewayError < StandardError
    attr_reader :status

    def initialize(status, message)
      @status = status
      super("gateway answered #{status}: #{message}")
    end
  end

  # Talks to the payment gateway of the shop.
  class Connector
    RETRIES = 3
    PAUSE = [0.5, 2, 5].freeze

    def initialize(base, token:, ca_file: nil, log: Logger.new($stderr))
      @base = URI(base)
      raise ArgumentError, "gateway must be https" unless @base.scheme == "https"

      @token = token
      @ca_file = ca_file
      @log = log
      @seen = Hash.new(0)
    end

    def charge(order_id, cents, currency: "EUR")
      post("/v2/charges", order: order_id, amount: cents, currency: currency)
    end

    def refund(charge_id, cents)
      post("/v2/refunds", charge: charge_id, amount: cents)
    end

    private

    # Notes each certificate of the chain so that support can see what was sent.
    def note_certificate(preverify, context)
      cert = context.current_cert
      subject = cert ? cert.subject.to_s : "-"
      @seen[subject] += 1
      unless preverify
        @log.info("chain: #{subject}: #{context.error_string}")
      end
      preverify && !subject.empty?
    end

    def session
      http = Net::HTTP.new(@base.host, @base.port)
      http.use_ssl = true
      http.min_version = OpenSSL::SSL::TLS1_2_VERSION
      http.verify_mode = OpenSSL::SSL::VERIFY_PEER
      http.verify_callback = method(:note_certificate)
      http.ca_file = @ca_file if @ca_file
      http.open_timeout = 5
      http.read_timeout = 20
      http
    end

    def request_for(path, fields)
      request = Net::HTTP::Post.new(path)
      request["Authorization"] = "Bearer #{@token}"
      request["Content-Type"] = "application/json"
      request.body = JSON.generate(fields)
      request
    end

    def post(path, fields)
      attempt = 0
      begin
        response = session.request(request_for(path, fields))
      rescue Net::OpenTimeout, Net::ReadTimeout => e
        attempt += 1
        raise if attempt > RETRIES

        @log.warn("#{path}: #{e.class}, attempt #{attempt}")
        sleep PAUSE[attempt - 1]
        retry
      end
      parse(response)
    end

    def parse(response)
      body = response.body.to_s.empty? ? {} : JSON.parse(response.body)
      return body if response.is_a?(Net::HTTPSuccess)

      raise GatewayError.new(response.code, body["error"] || response.message)
    end
  end
end
